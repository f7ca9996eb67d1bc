#include "PriceList.h"

// SwiftPM names the bundle <package>_<target>.resources; it is packaged next to the program.
const char *const priceListPath = "Fleet_PriceList.resources/prices.csv";
