import HCL
import Model

extension FunctionWriter {
    @BodyBuilder var networkConfiguration: Body {
        if let network = function.surroundings.network {
            Block("vpc_config") {
                Argument("subnet_ids", expression(network.subnets))
                Argument("security_group_ids", expression(network.securityGroups))
                if network.ipv6 {
                    Argument("ipv6_allowed_for_dual_stack", .bool(true))
                }
            }
        }
        if let fileSystem = function.surroundings.fileSystem {
            Block("file_system_config") {
                Argument("arn", expression(fileSystem.accessPoint))
                Argument("local_mount_path", .string(fileSystem.path))
            }
        }
    }

    /// Lets Lambda make network interfaces in the subnets, and denies the function's own code to do so.
    ///
    /// Source: AWS Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC": the Describe
    /// actions have no resources, and DeleteNetworkInterface must be allowed for all resources of the account.
    static func networkStatements(of function: LambdaFunction) -> [PolicyDocument.Statement] {
        guard let network = function.surroundings.network else { return [] }
        let create = "ec2:CreateNetworkInterface"
        let describe = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"]
        let change = [
            "ec2:AssignPrivateIpAddresses", "ec2:DeleteNetworkInterface", "ec2:UnassignPrivateIpAddresses",
        ]
        let targets =
            [.ofPlace(service: "ec2", resource: "network-interface/*")] + values(network.subnets, "subnet/")
            + values(network.securityGroups, "security-group/")
        return [
            .init(
                sid: "CreateInterfaces", actions: [create], resources: targets),
            .init(sid: "ChangeInterfaces", actions: change, resources: [.ofPlace(service: "ec2", resource: "*/*")]),
            .init(sid: "DescribeNetwork", actions: describe, resources: [.text("*")]),
            // The role is this function's alone, so that any function's code is its own.
            .init(
                sid: "KeepInterfacesFromCode", effect: .deny, actions: [create] + describe + change,
                resources: [.text("*")],
                conditions: ["ArnLike": ["lambda:SourceFunctionArn": [.text("arn:*:lambda:*:*:function:*")]]]),
        ]
    }

    private func expression(_ members: NetworkSettings.Members) -> Expression {
        switch members {
        case .listed(let members):
            .list(
                members.map { member in
                    switch member {
                    case .id(let text): .string(text)
                    case .terraform(let reference): Expression(reference)
                    }
                })
        case .terraform(let reference): Expression(reference)
        }
    }

    private static func values(_ members: NetworkSettings.Members, _ prefix: String) -> [PolicyDocument.Value] {
        switch members {
        case .listed(let members):
            members.map { member in
                switch member {
                case .id(let text): .ofPlace(service: "ec2", resource: prefix + text)
                case .terraform(let reference): .ofPlaceByID(service: "ec2", prefix: prefix, reference)
                }
            }
        case .terraform(let reference): [.ofPlaceByIDs(service: "ec2", prefix: prefix, reference)]
        }
    }

    /// Lets the function read and write the file system, through its access point only.
    static func fileSystemStatements(of function: LambdaFunction) -> [PolicyDocument.Statement] {
        guard let accessPoint = function.surroundings.fileSystem?.accessPoint else { return [] }
        let fileSystems: PolicyDocument.Value =
            switch accessPoint {
            case .arn(let arn):
                .text("arn:\(arn.partition):elasticfilesystem:\(arn.region):\(arn.account):file-system/*")
            case .terraform: .ofPlace(service: "elasticfilesystem", resource: "file-system/*")
            }
        return [
            .init(
                sid: "UseFileSystem", actions: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
                resources: [fileSystems],
                conditions: ["StringEquals": ["elasticfilesystem:AccessPointArn": [.resource(accessPoint)]]])
        ]
    }

    var codeSigning: [Argument] {
        guard let configuration = function.surroundings.codeSigning else { return [] }
        return [Argument("code_signing_config_arn", expression(configuration))]
    }

    var rolePath: [Argument] {
        guard let path = function.surroundings.role?.path else { return [] }
        return [Argument("path", .string(path))]
    }

    /// Replaces the function with its role: a new role of the same name is another one for grants that Lambda made.
    var roleReplacement: [Argument] {
        guard function.surroundings.role?.replacesFunction == true else { return [] }
        return [
            Argument(
                "replace_triggered_by", .list([.reference("aws_iam_role", names.identifier, "unique_id")]))
        ]
    }

    /// The function's own boundary, or the one for all.
    var boundary: Expression {
        function.surroundings.role?.boundary.map(expression) ?? .reference("var", "permissions_boundary")
    }
}

extension ResourceScope {
    /// The ARNs of a resource in each region.
    func arns(service: String, resource: String) -> [String] {
        let places = regions.map { (partition: $0.partition.rawValue, region: $0.name) }
        return (places.isEmpty ? [(partition: "*", region: "*")] : places).map { place in
            "arn:\(place.partition):\(service):\(place.region):\(account ?? "*"):\(resource)"
        }
    }
}
