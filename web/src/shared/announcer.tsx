// One message at a time for screen readers, beside the log and not instead of it.

export interface AnnouncerProps {
  readonly text: string;
  readonly urgent?: boolean;
}

/** Kept in the page all the time: a live region that arrives with its text is often not read. */
export function Announcer({ text, urgent = false }: AnnouncerProps) {
  return (
    <div class="spoken" role={urgent ? "alert" : "status"} aria-live={urgent ? "assertive" : "polite"}>
      {text}
    </div>
  );
}
