import HCL
import Model

/// Other functions of the same place that take part in a function's HTTP API.
struct APINeighbours {
    /// The function whose API has the routes; `nil` if the function has its own, or none.
    var owner: LambdaFunction?
    /// The function that decides who may call.
    var authorizer: LambdaFunction?
}

extension ConfigurationWriter {
    /// The functions that take part in the API of a function.
    func neighbours(of variant: FunctionVariant) -> APINeighbours {
        guard let api = variant.function.surroundings.api else { return APINeighbours() }
        func function(_ name: String?) -> LambdaFunction? {
            name.flatMap { places.variants[$0] }?.first { $0.place == variant.place }?.function
        }
        var authorizer: String?
        if case .function(let name)? = api.authorization { authorizer = name }
        return APINeighbours(owner: function(api.owner), authorizer: function(authorizer))
    }

    /// Resources in the files of other functions that a function's API uses and that only some places have.
    func countedNeighbours(of variants: [FunctionVariant]) -> Set<[String]> {
        var counted: Set<[String]> = []
        func add(_ types: [String], of function: LambdaFunction?, where hasIt: (LambdaFunction) -> Bool) {
            guard let function, let all = places.variants[function.name], let names = names[function.name],
                all.contains(where: { !hasIt($0.function) })
            else { return }
            for type in types { counted.insert([type, names.identifier]) }
        }
        for neighbours in variants.map(neighbours) {
            add(["aws_apigatewayv2_api"], of: neighbours.owner) { $0.surroundings.api?.hasOwnAPI == true }
            add(["aws_apigatewayv2_authorizer"], of: neighbours.owner) { $0.surroundings.api?.hasAuthorizer == true }
            add(["aws_lambda_alias"], of: neighbours.authorizer) { $0.surroundings.alias != nil }
        }
        return counted
    }
}

extension APISettings {
    /// Whether the function has an API, instead of routes on another's.
    var hasOwnAPI: Bool { owner == nil }

    /// Whether the function's own settings need an authorizer.
    var hasAuthorizer: Bool {
        switch authorization {
        case .tokens, .function: true
        case .iam, .everyone, nil: false
        }
    }
}
