import Host
import Model

/// An event while an image is prepared.
package enum ImageEvent: Sendable, Hashable {
    /// The pull starts.
    case pulling(String)
    /// The engine printed a line.
    case line(String)
}

/// The image, looked up when first needed, and pulled if missing.
actor ImageState {
    private let host: Host
    private let plan: ContainerPlan
    private let architecture: Architecture
    private var found: ContainerImage?

    init(host: Host, plan: ContainerPlan, architecture: Architecture) {
        self.host = host
        self.plan = plan
        self.architecture = architecture
    }

    func image(onEvent: @escaping @Sendable (ImageEvent) -> Void) async throws -> ContainerImage {
        if let found { return found }
        var image = try await inspect()
        if plan.isPulled || image.map(isForAnother) != false {
            try await pull(onEvent: onEvent)
            image = try await inspect()
        }
        guard let image, !isForAnother(image) else {
            throw ContainerError.wrongArchitecture(plan.engine, image: plan.image, architecture)
        }
        found = image
        return image
    }

    private func isForAnother(_ image: ContainerImage) -> Bool {
        image.architectures.map { !$0.contains(architecture) } ?? false
    }

    private func inspect() async throws -> ContainerImage? {
        let result = try await host.processes.collect(
            plan.driver.inspectCommand(plan.program, image: plan.image), limit: 16 << 20)
        guard result.end.isSuccess else { return nil }
        return ContainerImage(reference: plan.image, inspection: result.output)
    }

    private func pull(onEvent: @escaping @Sendable (ImageEvent) -> Void) async throws {
        onEvent(.pulling(plan.image))
        let messages = MessageCollector()
        let end = try await host.processes.stream(
            plan.driver.pullCommand(plan.program, image: plan.image, architecture)
        ) { line in
            messages.append(line)
            onEvent(.line(line))
        }
        guard end.isSuccess else {
            throw ContainerError.pullFailed(
                plan.engine, image: plan.image, architecture, message: messages.text,
                fallbackSDK: plan.fallbackSDK)
        }
    }
}
