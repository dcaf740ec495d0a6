// Renders a component again only when one of its properties changed.
import { Component, type ComponentType, type RenderableProps } from "preact";
import { share } from "../document/snapshot";

/** Return `Inner`, rendered again only for new properties. */
export function memo<P extends object>(Inner: ComponentType<P>): ComponentType<P> {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      return share(this.props as object, next) !== this.props;
    }

    render(props: RenderableProps<P>) {
      return <Inner {...(props as P)} />;
    }
  };
}
