#include "PriceList.h"

// SwiftPM names the bundle <package>_<target>.resources; it travels beside the program.
const char *const priceListPath = "Fleet_PriceList.resources/prices.csv";
