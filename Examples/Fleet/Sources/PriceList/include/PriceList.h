/// The price list's file, from the directory that the function's archive is unpacked to.
extern const char *_Nonnull const priceListPath;
