// Every rule on; a reason beside each one that is off.
import js from "@eslint/js";
import compat from "eslint-plugin-compat";
import jsxA11y from "eslint-plugin-jsx-a11y";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/", "node_modules/", "src/contract.ts", "src/visitor/texts.ts"] },
  js.configs.recommended,
  {
    files: ["src/**/*.{ts,tsx}"],
    extends: [
      ...tseslint.configs.strictTypeChecked,
      ...tseslint.configs.stylisticTypeChecked,
      jsxA11y.flatConfigs.strict,
    ],
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.json", "./tsconfig.console.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      complexity: ["error", { max: 12, variant: "modified" }],
      eqeqeq: "error",
      "max-lines": ["error", 200],
      "max-lines-per-function": ["error", 45],
      "no-console": "error", // a person's words must not reach the console of a shared phone
      "@typescript-eslint/consistent-type-definitions": ["error", "interface"],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      // `onClick={() => apply(...)}` says what happens better than a block would.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Reading text comes from people as well; markup never does.
      "no-restricted-syntax": [
        "error",
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: "Text enters as text." },
        { selector: "MemberExpression[property.name=/^(inner|outer)HTML$/]", message: "Text enters as text." },
      ],
    },
  },
  {
    files: ["src/visitor/**/*.{ts,tsx}", "src/shared/**/*.{ts,tsx}"],
    extends: [compat.configs["flat/recommended"]],
  },
  {
    files: ["src/**/*.test.{ts,tsx}"],
    rules: { "max-lines": "off", "max-lines-per-function": "off" },
  },
);
