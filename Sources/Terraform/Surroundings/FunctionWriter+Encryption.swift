import HCL
import Model

extension FunctionWriter {
    /// The key of the environment variables; Lambda forgets it if there are none.
    var environmentKey: [Argument] {
        guard let key = function.surroundings.encryption?.environment, function.hasVariables else { return [] }
        return [Argument("kms_key_arn", expression(key))]
    }

    /// The key of the log group.
    var logKey: [Argument] {
        guard let key = function.surroundings.encryption?.logs else { return [] }
        return [Argument("kms_key_id", expression(key))]
    }

    /// Lambda decrypts the environment with the function's role; CloudWatch Logs uses the key's own policy.
    static func encryptionStatements(of function: LambdaFunction) -> [PolicyDocument.Statement] {
        guard let key = function.surroundings.encryption?.environment, function.hasVariables else { return [] }
        return [.init(sid: "DecryptEnvironment", actions: ["kms:Decrypt"], resources: [.resource(key)])]
    }
}

extension LambdaFunction {
    /// Whether it has environment variables.
    fileprivate var hasVariables: Bool { !environment.isEmpty || !references.terraform.isEmpty }
}
