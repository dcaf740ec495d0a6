// The texts of a card: on the card, where they open by a click or a key, and in its details, where they are fields.
import type { Key } from "../i18n";
import { useView } from "./hooks";
import { EditableText, Field } from "./text";

interface CardTextProps<F extends string> {
  card: { readonly id: string } & { readonly [one in F]: string };
  field: F;
  /** What the text is called. */
  name: Key;
  /** What stands there while nothing is written. */
  empty: Key;
  testId: string;
}

/** Return what both kinds of text are told of a card's field. */
function useCardText<F extends string>({ card, field, name, empty, testId }: CardTextProps<F>) {
  const { t } = useView();
  return {
    place: { card: card.id, field },
    value: card[field] as string,
    label: t(name),
    placeholder: t(empty),
    testId,
  };
}

/** A text on a card; without `tabbable` the card's own keys open it. */
export function CardText<F extends string>({
  tabbable = false,
  ...text
}: CardTextProps<F> & { tabbable?: boolean }) {
  return <EditableText {...useCardText(text)} tabbable={tabbable} />;
}

/** A field in the details of a card. */
export function CardField<F extends string>(text: CardTextProps<F>) {
  return <Field {...useCardText(text)} />;
}
