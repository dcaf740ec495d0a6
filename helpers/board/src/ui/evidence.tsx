// Where a claim comes from: one row each for an assumption, a quote or a figure.
import { useLayoutEffect, useRef } from "preact/hooks";
import { type Aspect, EVIDENCE_KINDS, type Evidence } from "../document/parts";
import { CardField } from "./card-text";
import { useView } from "./hooks";
import { Icon } from "./icons";
import { ToolButton } from "./tool";

function EvidenceRow({ one }: { one: Evidence }) {
  const { t, actions, readonly } = useView();
  return (
    <li class={`jb-evidence jb-evidence-${one.kind}`} data-testid="evidence" data-card-evidence={one.id}>
      <div class="jb-evidence-head">
        <select
          class="jb-select"
          aria-label={t("evidence_kind")}
          value={one.kind}
          disabled={readonly}
          data-testid="evidence-kind"
          onChange={(event) => {
            const kind = EVIDENCE_KINDS.find((known) => known === event.currentTarget.value);
            if (kind) actions.setEvidenceKind(one.id, kind);
          }}
        >
          {EVIDENCE_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`evidence_${kind}`)}
            </option>
          ))}
        </select>
        {!readonly && (
          <ToolButton
            icon="trash"
            name="evidence_delete"
            testId="evidence-delete"
            danger={true}
            onClick={() => actions.removeEvidence(one.id)}
          />
        )}
      </div>
      <CardField
        card={one}
        field="text"
        name="evidence_text"
        empty="evidence_text_empty"
        testId="evidence-text"
      />
      <CardField
        card={one}
        field="source"
        name="evidence_source"
        empty="evidence_source_empty"
        testId="evidence-source"
      />
    </li>
  );
}

/** The evidence for one claim of a card. */
export function EvidenceList({
  claim,
  aspect,
  evidence,
}: {
  claim: string;
  aspect: Aspect;
  evidence: readonly Evidence[];
}) {
  const { t, actions, readonly } = useView();
  const rows = evidence.filter((one) => one.aspect === aspect);
  const add = useRef<HTMLButtonElement>(null);
  const before = useRef(rows.length);

  // With a row goes the button that deleted it: the focus stays in this list.
  useLayoutEffect(() => {
    const fewer = rows.length < before.current;
    before.current = rows.length;
    if (fewer && document.activeElement === document.body) add.current?.focus();
  }, [rows.length]);

  return (
    <section class="jb-evidence-list" aria-label={t(`evidence_${aspect}`)} data-testid={`evidence-${aspect}`}>
      <span class="jb-label">{t(`evidence_${aspect}`)}</span>
      {rows.length > 0 && (
        <ul>
          {rows.map((one) => (
            <EvidenceRow key={one.id} one={one} />
          ))}
        </ul>
      )}
      {!readonly && (
        <button
          ref={add}
          type="button"
          class="jb-link"
          data-testid="evidence-add"
          onClick={() => actions.addEvidence(claim, aspect)}
        >
          <Icon name="plus" />
          {t("evidence_add")}
        </button>
      )}
    </section>
  );
}
