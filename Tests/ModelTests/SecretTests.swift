import Model
import Testing

/// Secrets in variables.
@Suite
struct SecretTests {
    /// Secrets are recognized by values and by names.
    @Test(
        arguments: [
            ("KEY_ID", "AKIA" + "IOSFODNN7EXAMPLE", "an AWS access key"),
            ("PEM", "-----BEGIN RSA PRIVATE KEY-----\nMII", "a private key"),
            ("GITHUB", "ghp_" + String(repeating: "a1", count: 18), "a GitHub token"),
            ("BOT", "xoxb-" + "1234567890-abc", "a Slack token"),
            ("JWT", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "a signed token"),
            ("DATABASE_URL", "postgres://shop:hunter2@db.example.com/shop", "a URL with a password"),
            ("DB_PASSWORD", "hunter2", "a password"),
            ("token", "c0ffee00", "a token"),
            ("STRIPE_API_KEY", "something-long", "a key"),
        ])
    func found(name: String, value: String, kind: String) {
        #expect(Secret.kind(ofVariable: name, value: value) == kind)
    }

    /// References to secrets and other values are not secrets.
    @Test(
        arguments: [
            ("DB_PASSWORD", ""), ("DB_PASSWORD", "/shop/prod/db-password"), ("TOKEN", "true"),
            ("PASSWORD", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop"),
            ("SECRET_NAME", "shop-database"), ("TOKEN_TABLE", "tokens"), ("MAX_TOKEN", "4096"),
            ("ENDPOINT", "https://example.com/a:b@c"), ("MAIL", "mailto:a@example.com"),
            ("URL", "postgres://shop@db.example.com:5432/shop"), ("URL", "postgres://shop:${PASSWORD}@db/shop"),
            ("TABLE", "orders"), ("KEY", "AKIA"), ("API_KEY", "{{resolve:ssm:key}}"),
        ])
    func others(name: String, value: String) {
        #expect(Secret.kind(ofVariable: name, value: value) == nil)
    }
}
