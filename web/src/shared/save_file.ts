// A file made in this page and kept on this device. Nothing of it goes anywhere else.

export function save(name: string, type: string, words: string): void {
  const link = document.createElement("a");
  const address = URL.createObjectURL(new Blob([words], { type: `${type};charset=utf-8` }));
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
