import LambdaProtocol
import Testing

@Suite
struct HTTPFieldsTests {
    @Test func namesCompareWithoutRegardToCase() {
        var fields: HTTPFields = ["Lambda-Extension-Name": "agent", "lambda-extension-name": "other"]
        #expect(fields["LAMBDA-EXTENSION-NAME"] == "agent")
        fields["lambda-Extension-name"] = "new"
        #expect(fields.fields == [HTTPFields.Field("lambda-Extension-name", "new")])
    }
}
