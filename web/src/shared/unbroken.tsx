// Where something cannot be drawn, other words stand in its place: never an empty page.
import { Component, type ComponentChildren } from "preact";

interface UnbrokenProps {
  readonly instead: ComponentChildren;
  readonly children: ComponentChildren;
}

export class Unbroken extends Component<UnbrokenProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render({ instead, children }: UnbrokenProps) {
    return <>{this.state.broken ? instead : children}</>;
  }
}
