import { expect, test } from "vitest";
import { chatLanguage } from "./beginning";

const choices = (...ids: readonly string[]) => ids.map((id) => ({ id, label: id }));

test("the chat is in the language of the page where peers chat in it", () => {
  expect(chatLanguage({ language: "es", languages: choices("en", "es") })).toBe("es");
  expect(chatLanguage({ language: "pt", languages: choices("en", "pt-BR") })).toBe("pt-BR");
});

test("a page in one kind of a language leads to peers who chat in another kind of it, and first to those in its own", () => {
  expect(chatLanguage({ language: "pt-BR", languages: choices("en", "pt") })).toBe("pt");
  expect(chatLanguage({ language: "zh-Hant", languages: choices("en", "zh-Hans") })).toBe("zh-Hans");
  expect(chatLanguage({ language: "zh-Hant", languages: choices("zh-Hans", "zh-Hant") })).toBe("zh-Hant");
});

test("nobody is put in a line that no peer of the service answers", () => {
  expect(chatLanguage({ language: "ar", languages: choices("en", "es") })).toBe("en");
});
