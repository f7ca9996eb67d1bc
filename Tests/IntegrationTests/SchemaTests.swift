import SystemPackage
import TestSupport
import Testing

/// The schemas of docs/reference, held against an independent reader of JSON Schema and of YAML.
@Suite(
    .requires("jsonschema", "python3 has no modules jsonschema and yaml") {
        try await runTool("python3", ["-c", "import jsonschema, yaml"]).status == 0
    }
) struct SchemaTests {
    @Test func schemasAreOfTheDraftThatTheyName() async throws {
        let count = try await python(
            """
            import glob, json, sys, jsonschema
            files = glob.glob(sys.argv[1] + "/docs/reference/**/*.schema.json", recursive=True)
            for file in files:
                jsonschema.Draft202012Validator.check_schema(json.load(open(file)))
            print(len(files))
            """, [BuiltTool.root.string])
        #expect(count != "0\n")
    }

    @Test func configurationsOfTheRepositoryFitTheSchema() async throws {
        let faults = try await python(
            """
            import glob, json, re, sys, jsonschema, yaml
            root = sys.argv[1]
            schema = jsonschema.Draft202012Validator(json.load(open(root + "/docs/reference/swiftlambda.schema.json")))
            texts = {file: open(file).read() for file in glob.glob(root + "/Examples/*/swiftlambda.yaml")}
            page = open(root + "/docs/configuration.md").read()
            texts["docs/configuration.md"] = re.search("```yaml\\n(version:.*?)```", page, re.S).group(1)
            yaml.SafeLoader.add_multi_constructor("!", lambda loader, tag, node: node.value)
            for file, text in texts.items():
                for error in schema.iter_errors(yaml.safe_load(text)):
                    print(file, list(error.path), error.message)
            """, [BuiltTool.root.string])
        #expect(faults == "")
    }
}
