// TeX → MathML, one JSON object a line in, one a line out, until standard input ends.
import { createInterface } from "node:readline";
import temml from "temml";

for await (const line of createInterface({ input: process.stdin })) {
  const { tex, display } = JSON.parse(line);
  let answer;
  try {
    answer = { mathml: temml.renderToString(tex, { displayMode: display, throwOnError: true, wrap: "none" }) };
  } catch (error) {
    // Temml marks the place with combining underlines, which terminals show badly.
    answer = { error: error.message.replaceAll("\u0332", "").trim(), position: error.position ?? 0 };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
