// Whether a push reaches this browser, and turning that on and off.
import { signal } from "@preact/signals";
import type { Device } from "../../contract";
import { ask } from "../api";
import { askPermission } from "../alert/notify";

/** `none`: this browser can't. `denied`: it may not show notices. `failed`: something did not answer. */
export type Paged = "unknown" | "none" | "off" | "on" | "denied" | "failed";

export const paged = signal<Paged>("unknown");

const WORKER = "/console/push.js";

/** What the server calls this browser; null where nothing can reach it. */
export const here = signal<string | null>(null);

/** `known`: which browsers the server reaches for this person. Somebody else may have taken this one since. */
export async function look(known: readonly string[]): Promise<void> {
  const made = supported() ? await subscription() : null;
  here.value = made === null ? null : await nameOf(made.endpoint);
  if (!supported()) paged.value = "none";
  else paged.value = here.value !== null && known.includes(here.value) ? "on" : "off";
}

/** As server/stores/risk/push.py does. */
async function nameOf(endpoint: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
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
  const told = await ask("/api/pager/browsers", {});
  if (!told.ok) return false;
  const registration = await navigator.serviceWorker.register(ours(WORKER));
  await (await registration.pushManager.getSubscription())?.unsubscribe(); // it may be for an older key
  const made = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: told.body.key,
  });
  const { endpoint, keys } = made.toJSON();
  const body = { endpoint: endpoint ?? "", p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "", device: device() };
  return (await ask("/api/pager/on", body)).ok;
}

/** What kind of thing this is, for its owner's list: no more of it is told. */
function device(): Device {
  return matchMedia("(pointer: coarse)").matches ? (Math.min(screen.width, screen.height) < 600 ? "phone" : "tablet") : "computer";
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
