// What phones of 2019 lack and the libraries use. First import of the visitor's page.

 
if (typeof window.queueMicrotask !== "function") {
  window.queueMicrotask = (act: () => void) => void Promise.resolve().then(act);
}
