import NIOCore
import NIOPosix
import Testing

@testable import Rehearsal

/// The relay that drops idle connections.
@Suite
struct IdleRelayTests {
    @Test(arguments: [
        ("NAME", RelayVariable.address("NAME")), ("PGHOST:PGPORT", .pair(host: "PGHOST", port: "PGPORT")),
        ("", nil), ("A:B:C", nil), ("1A", nil), ("A B", nil), (":B", nil),
    ])
    func variablesAreRead(argument: String, expected: RelayVariable?) {
        #expect(RelayVariable(argument: argument) == expected)
    }

    @Test(arguments: [
        ("db:5432", "db:5432", "127.0.0.1:9"), ("[::1]:5432", "[::1]:5432", "127.0.0.1:9"),
        (
            "postgres://me:p%40ss@db.example/orders?sslmode=disable", "db.example:5432",
            "postgres://me:p%40ss@127.0.0.1:9/orders?sslmode=disable"
        ),
        ("redis://cache:7000", "cache:7000", "redis://127.0.0.1:9"),
        ("http://h/x:y@z", "h:80", "http://127.0.0.1:9/x:y@z"),
        ("https://[2001:db8::1]/a", "[2001:db8::1]:443", "https://127.0.0.1:9/a"),
    ])
    func anAddressIsReplacedAndTheRestStays(value: String, address: String, rewritten: String) throws {
        let target = try RelayTarget(.address("A"), in: ["A": value])
        #expect(target.address == address)
        #expect(target.variables(relayPort: 9) == ["A": rewritten])
    }

    @Test(arguments: [
        "db", "db:0", "db:70000", "a:1,b:2", "gopher://h/", "db:5432/x", ":5432", "http://:80", "[::1:80",
    ])
    func whatIsNotOneAddressIsRefused(value: String) {
        #expect(throws: RelayError.noAddress(.address("A"), value: value)) {
            try RelayTarget(.address("A"), in: ["A": value])
        }
    }

    @Test func aPairIsReplaced() throws {
        let pair = RelayVariable.pair(host: "PGHOST", port: "PGPORT")
        let target = try RelayTarget(pair, in: ["PGHOST": "db", "PGPORT": "6000"])
        #expect(target.address == "db:6000")
        #expect(target.variables(relayPort: 9) == ["PGHOST": "127.0.0.1", "PGPORT": "9"])
        #expect(try RelayTarget(pair, in: ["PGHOST": "db"]).port == 5432)
        #expect(throws: RelayError.missing(pair, name: "PGHOST")) { try RelayTarget(pair, in: [:]) }
        #expect(throws: RelayError.noAddress(pair, value: "/run/postgresql:5432")) {
            try RelayTarget(pair, in: ["PGHOST": "/run/postgresql"])
        }
    }

    @Test(.timeLimit(.minutes(5))) func bytesGoBothWaysAndIdleConnectionsEnd() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let server = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Echo()) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(server.localAddress?.port)
        let relays = try await IdleRelays.start([.address("DB")], variables: ["DB": "127.0.0.1:\(port)"])
        let address = try #require(relays.variables["DB"])
        #expect(relays.peerNames[address] == "127.0.0.1:\(port) (through the relay)")
        let relayPort = try #require(Int(address.split(separator: ":")[1]))

        let client = try await ClientBootstrap(group: group).connect(host: "127.0.0.1", port: relayPort) { channel in
            channel.eventLoop.makeCompletedFuture {
                try NIOAsyncChannel(
                    wrappingChannelSynchronously: channel,
                    configuration: .init(
                        inboundType: ByteBuffer.self, outboundType: ByteBuffer.self))
            }
        }
        let sent = ByteBuffer(repeating: 7, count: 1 << 20)
        let wasDropped = try await client.executeThenClose { inbound, outbound in
            try await outbound.write(sent)
            var count = 0
            var iterator = inbound.makeAsyncIterator()
            while count < sent.readableBytes, let part = try await iterator.next() { count += part.readableBytes }
            #expect(count == sent.readableBytes)
            // What is busy stays open, what is idle for long enough ends.
            while relays.takeDropped().isEmpty {
                await relays.dropIdle()
                try await Task.sleep(for: .milliseconds(5))
            }
            return try await iterator.next() == nil
        }
        #expect(wasDropped)
        await relays.stop()
        try await server.close()
        await #expect(throws: (any Error).self) {
            try await ClientBootstrap(group: group).connect(host: "127.0.0.1", port: relayPort).get()
        }
    }

    private final class Echo: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            context.writeAndFlush(data, promise: nil)
        }
    }
}
