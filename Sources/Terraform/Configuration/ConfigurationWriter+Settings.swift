import HCL
import Model

extension ConfigurationWriter {
    /// The oldest Terraform with postconditions (its changelog, 1.2.0).
    static let terraformVersion = ">= 1.2"
    /// The oldest Terraform with `check` blocks (its changelog, 1.5.0).
    private static let terraformVersionWithChecks = ">= 1.5"

    /// The versions of Terraform and the provider.
    static func requirements(_ terraformVersion: String, provider providerVersion: String) -> Block {
        Block("terraform") {
            Argument("required_version", .string(terraformVersion))
            Block("required_providers") {
                Argument(
                    "aws",
                    .object([
                        ObjectItem("source", .string("hashicorp/aws")),
                        ObjectItem("version", .string(providerVersion)),
                    ]))
            }
        }
    }

    /// The versions that the configuration needs, and in a module the region of its caller.
    func requirements() -> [Block] {
        let terraform = Self.requirements(
            artifacts == nil ? Self.terraformVersion : Self.terraformVersionWithChecks, provider: providerVersion)
        return layout == .root ? [terraform] : [terraform, providerRegion()]
    }

    private func providerRegion() -> Block {
        Block("data", "aws_service", "lambda", comment: ["The region of the caller's provider."]) {
            Argument("service_id", .string("lambda"))
            if !places.regions.isEmpty {
                Block("lifecycle") {
                    Block("postcondition") {
                        Argument("condition", isOfStage(.reference("self", "region")))
                        Argument(
                            "error_message",
                            .template(
                                [.literal("The provider's region is "), .interpolation(.reference("self", "region"))]
                                    + (hasStageRegions
                                        ? notOfStage : [.literal("; this module supports only \(regionNames).")])
                            ))
                    }
                }
            }
        }
    }

    /// The provider of a configuration that stands alone.
    func provider() -> Block {
        Block("provider", "aws") {
            Argument("region", choice.region)
            // Without stages the account is only for policies, which another one would not break.
            if !places.stages.isEmpty, !places.accounts.isEmpty {
                Argument("allowed_account_ids", allowedAccounts)
            }
        }
    }

    private var allowedAccounts: Expression {
        choice.expression(
            places.stages.map { stage in
                (Placement(stage: stage), places.accounts[stage].map { .strings([$0]) } ?? .null)
            })
    }

    /// The variables, each with what it may be.
    func variables() -> [Block] {
        (places.stages.isEmpty ? [] : [stageVariable]) + (layout == .root ? [regionVariable] : [])
            + [boundaryVariable, tagsVariable] + artifactsVariables
    }

    private var stageVariable: Block {
        Block("variable", "stage") {
            Argument("type", TypeConstraint.string.expression)
            Argument("description", .string("The stage to deploy."))
            if places.stages.count == 1, let only = places.stages.first {
                Argument("default", .string(only))
            }
            Argument("nullable", .bool(false))
            Block("validation") {
                Argument("condition", .call("contains", .strings(places.stages), choice.stage))
                Argument(
                    "error_message", .string("The stages are \(places.stages.joined(separator: ", "))."))
            }
        }
    }

    private var regionVariable: Block {
        Block("variable", "region") {
            Argument("type", TypeConstraint.string.expression)
            Argument("description", .string("The AWS region for all resources."))
            if places.regions.count == 1, let only = places.regions.first {
                Argument("default", .string(only.name))
            }
            Argument("nullable", .bool(false))
            Block("validation") {
                Argument(
                    "condition", .call("contains", .strings(places.regions.map(\.name)), .reference("var", "region")))
                Argument("error_message", .string("This configuration supports only \(regionNames)."))
            }
        }
    }

    private var boundaryVariable: Block {
        Block("variable", "permissions_boundary") {
            Argument("type", TypeConstraint.string.expression)
            Argument(
                "description",
                .string("The ARN of an optional permissions boundary for the functions' roles."))
            Argument("default", .null)
        }
    }

    private var tagsVariable: Block {
        Block("variable", "tags") {
            Argument("type", TypeConstraint.map(of: .string).expression)
            Argument("description", .string("Tags for all resources; a function's own tags take precedence."))
            Argument("default", .object([]))
            Argument("nullable", .bool(false))
        }
    }

    private var regionNames: String { places.regions.map(\.name).joined(separator: ", ") }

    /// Whether the stages have different regions, which the variable's own validation cannot know.
    private var hasStageRegions: Bool { Set(places.regionsByStage.map(\.regions)).count > 1 }

    /// Whether a region is one of the stage's.
    private func isOfStage(_ region: Expression) -> Expression {
        let regions = choice.expression(
            places.regionsByStage.map { (Placement(stage: $0.stage), .strings($0.regions.map(\.name))) })
        return .call("contains", regions, region)
    }

    private var notOfStage: [TemplatePart] {
        [.literal(", to which the stage "), .interpolation(choice.stage), .literal(" is not deployed.")]
    }

    /// Refuses a region of another stage.
    @BodyBuilder var stagePrecondition: Body {
        if layout == .root, hasStageRegions {
            Block("precondition") {
                Argument("condition", isOfStage(choice.region))
                Argument(
                    "error_message",
                    .template([.literal("The region is "), .interpolation(choice.region)] + notOfStage))
            }
        }
    }
}
