// Unpacks the browser and its libraries into $TMPDIR and prints where it lies.
import chromium from "@sparticuz/chromium";

console.log(await chromium.executablePath());
