#include "CDiagnosticPages.h"

// Clang puts the file into the object as it is; Swift would compile an array of its bytes, which takes half a minute.
#pragma clang diagnostic ignored "-Wc23-extensions"
static const unsigned char pages[] = {
#embed "../../docs/reference/diagnostics.md"
};

const unsigned char *diagnostic_pages_start(void) { return pages; }
size_t diagnostic_pages_count(void) { return sizeof(pages); }
