/// The price list's file, relative to the function's unpacked archive.
extern const char *_Nonnull const priceListPath;
