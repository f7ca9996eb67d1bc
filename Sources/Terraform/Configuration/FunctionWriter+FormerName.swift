import HCL
import Model

extension FunctionWriter {
    /// The types whose resources the provider changes in place when the function that they name is another.
    ///
    /// Source: hashicorp/aws 5.100, in whose schema the function's name, ARN or URI does not force a new resource.
    private static let movable: Set<String> = [
        "aws_apigatewayv2_api", "aws_apigatewayv2_authorizer", "aws_apigatewayv2_integration", "aws_apigatewayv2_route",
        "aws_apigatewayv2_stage", "aws_lambda_event_source_mapping", "aws_s3_bucket_notification",
    ]

    /// The writer of the same function under its former name.
    private var former: FunctionWriter? {
        guard let name = function.renamedFrom else { return nil }
        var function = function
        function.name = name
        function.renamedFrom = nil
        return FunctionWriter(
            function: function, names: ResourceNames(function: name), mayHaveFormerRole: false, archive: archive,
            artifacts: artifacts, place: place, layers: layers, neighbours: neighbours)
    }

    /// The log group of the former name at its own address, so that Terraform goes on keeping the logs in it.
    var formerLogGroup: [Block] {
        guard let former else { return [] }
        return former.logGroup.map { group in
            var group = group
            group.comment = ["The logs of '\(former.function.name)', as the function was named before."]
            return group
        }
    }

    /// The addresses of resources that stay although the function gets another name, with their former ones.
    var moves: [AddressMove] {
        guard let former else { return [] }
        return zip(former.blocks(), blocks()).compactMap { old, new in
            guard let type = new.labels.first, Self.movable.contains(type), old.labels.count == 2,
                new.labels.count == 2
            else { return nil }
            return AddressMove(type: type, from: old.labels[1], to: new.labels[1])
        }
    }
}

/// A resource that gets another address.
struct AddressMove: Hashable {
    var type: String
    var from: String
    var to: String

    var block: Block {
        Block("moved") {
            Argument("from", .reference(type, from))
            Argument("to", .reference(type, to))
        }
    }
}
