#pragma once
#include <stddef.h>

/// The bytes of docs/reference/diagnostics.md.
const unsigned char *diagnostic_pages_start(void);
/// How many they are.
size_t diagnostic_pages_count(void);
