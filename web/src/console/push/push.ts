// Whether the pager reaches this browser, and turning that on and off.
import { signal } from "@preact/signals";
import { ask } from "../api";
import { askPermission } from "../alert/notify";

/** `none`: this browser can't. `denied`: it may not show notices. `failed`: something did not answer. */
export type Paged = "unknown" | "none" | "off" | "on" | "denied" | "failed";

export const paged = signal<Paged>("unknown");

const WORKER = "/console/push.js";

export async function look(): Promise<void> {
  if (!supported()) paged.value = "none";
  else paged.value = (await subscription()) === null ? "off" : "on";
}

export async function turnOn(): Promise<void> {
  await askPermission();
  if (Notification.permission !== "granted") paged.value = "denied";
  else paged.value = (await tried(subscribed)) ? "on" : "failed";
}

export async function turnOff(): Promise<void> {
  paged.value = (await tried(left)) ? "off" : "failed";
}

function supported(): boolean {
  return "serviceWorker" in navigator && "PushManager" in window && typeof Notification !== "undefined";
}

async function subscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  return (await registration?.pushManager.getSubscription()) ?? null;
}

async function subscribed(): Promise<boolean> {
  const told = await ask("/api/pager/key", {});
  if (!told.ok) return false;
  const registration = await navigator.serviceWorker.register(ours(WORKER));
  await (await registration.pushManager.getSubscription())?.unsubscribe(); // it may be for an older key
  const made = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: told.body.key,
  });
  const { endpoint, keys } = made.toJSON();
  const body = { endpoint: endpoint ?? "", p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" };
  return (await ask("/api/pager/on", body)).ok;
}

async function left(): Promise<boolean> {
  const made = await subscription();
  if (made === null) return true;
  const told = await ask("/api/pager/off", { endpoint: made.endpoint });
  return told.ok && made.unsubscribe();
}

/** Browsers and push services fail in many ways; for the person it is the same. */
async function tried(act: () => Promise<boolean>): Promise<boolean> {
  try {
    return await act();
  } catch {
    return false;
  }
}

interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** Our pages take no address of a script as plain text (trusted types); this one is our own. */
function ours(url: string): string {
  const policies = (window as { readonly trustedTypes?: Policies }).trustedTypes;
  return policies?.createPolicy("push", { createScriptURL: () => url }).createScriptURL(url) ?? url;
}
