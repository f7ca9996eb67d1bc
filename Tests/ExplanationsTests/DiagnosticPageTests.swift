import Explanations
import Model
import Testing

@Suite struct DiagnosticPageTests {
    private static let markdown = """
        # Diagnostics

        What comes first belongs to no page.

        ## elf

        A family.

        ### elf.first

        *error or warning* · It is the first

        What happened.

        In two paragraphs.

        **Why it matters:** Every start fails.

        **What to do:** Package it again.

        ```sh
        swiftlambda package
        swiftlambda inspect function.zip
        ```

        ## git

        Another family.

        ### git.second

        *note* · It is the second

        What happened.

        **What to do:** Nothing.

        ### git.broken

        It has no severity.
        """

    @Test func aPageHasItsParts() throws {
        let pages = DiagnosticPages(markdown: Self.markdown)
        let page = try #require(pages["elf.first"])
        #expect(page.severities == [.error, .warning])
        #expect(page.meaning == "It is the first")
        #expect(page.explanation == "What happened.\n\nIn two paragraphs.")
        #expect(page.importance == "Every start fails.")
        #expect(page.remedy == "Package it again.")
        #expect(page.commands == ["swiftlambda package", "swiftlambda inspect function.zip"])
        #expect(pages["git.second"]?.importance == nil)
        #expect(pages.malformed == ["git.broken"])
        #expect(pages.family("elf").map(\.identifier) == ["elf.first"])
    }

    @Test func aMistypedIdentifierHasNeighbours() {
        let pages = DiagnosticPages.bundled()
        #expect(pages.nearest(to: "elf.glibc-to-new").first == "elf.glibc-too-new")
        #expect(pages.nearest(to: "glibc-too-new").contains("elf.glibc-too-new"))
        #expect(pages.nearest(to: "relr") == ["elf.relr"])
        #expect(pages.nearest(to: "x").isEmpty)
    }

    @Test func everyBundledPageIsWellFormed() {
        let pages = DiagnosticPages.bundled()
        #expect(pages.malformed.isEmpty)
        #expect(pages.pages.count > 250)
        #expect(Set(pages.pages.map(\.identifier)).count == pages.pages.count)
        for page in pages.pages {
            #expect(!page.meaning.hasSuffix("."), "\(page.identifier)")
            #expect(page.meaning.count <= 80, "\(page.identifier)")
            #expect(page.explanation.hasSuffix("."), "\(page.identifier)")
        }
    }

    /// Sorted, so that a reader and a merge find the place of a page.
    @Test func pagesOfAFamilyAreSorted() {
        let families = Dictionary(grouping: DiagnosticPages.bundled().pages, by: \.family)
        for (family, pages) in families {
            #expect(pages.map(\.identifier) == pages.map(\.identifier).sorted(), "\(family)")
        }
    }
}
