/// Something that exists outside the configuration, by its ARN or by a reference to the user's own Terraform.
package enum ResourceReference: Sendable, Hashable {
    /// The ARN itself.
    case arn(ResourceARN)
    /// An attribute that is the ARN of a resource of a kind.
    case terraform(TerraformReference, of: ResourceKind)

    /// The ARN, if it is known without Terraform.
    package var arn: ResourceARN? {
        if case .arn(let arn) = self { arn } else { nil }
    }

    /// The service of the resource, such as `sqs`.
    package var service: String {
        switch self {
        case .arn(let arn): arn.service
        case .terraform(_, let kind): kind.service
        }
    }

    /// Its name within the service as the ARN has it, or the reference.
    package var name: String {
        switch self {
        case .arn(let arn): arn.resource
        case .terraform(let reference, _): reference.text
        }
    }

    /// The ARN or the reference, as the user wrote it.
    package var text: String {
        switch self {
        case .arn(let arn): arn.text
        case .terraform(let reference, _): reference.text
        }
    }
}

extension ResourceReference: CustomStringConvertible {
    /// The ARN or the reference, as the user wrote it.
    package var description: String { text }
}
