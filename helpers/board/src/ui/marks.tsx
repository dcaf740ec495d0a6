// How a card shows what its claims rest on, and the words of the help sheet about it.
import { BY_STRENGTH, kindCounts } from "../document/claims";
import type { Aspect, Evidence } from "../document/parts";
import { plural } from "../i18n";
import { useView } from "./hooks";
import { Icon } from "./icons";

/** One small mark for each kind of evidence with its number, and one where a claim of the card has none. */
export function EvidenceMarks({ evidence, bare }: { evidence: readonly Evidence[]; bare: Aspect | null }) {
  const { t } = useView();
  return (
    <>
      {kindCounts(evidence).map(({ kind, count }) => {
        const words = t("named", {
          name: t(`evidence_${kind}`),
          value: t(plural("evidence", count), { n: count }),
        });
        return (
          <span
            key={kind}
            class={`jb-mark jb-proof jb-proof-${kind}`}
            title={words}
            data-testid="evidence-mark"
            data-kind={kind}
          >
            <Icon name={kind} />
            <span aria-hidden="true">{count}</span>
            <span class="jb-hidden">{words}</span>
          </span>
        );
      })}
      {bare !== null && (
        <span
          class="jb-mark jb-proof jb-proof-none"
          title={t(`proof_bare_${bare}`)}
          data-testid="evidence-none"
        >
          <Icon name="unproved" />
          {t("proof_none")}
        </span>
      )}
    </>
  );
}

/** What the marks mean. */
export function ProofHelp() {
  const { t } = useView();
  return (
    <>
      <h5>{t("evidence")}</h5>
      <ul class="jb-proof-help">
        <li>
          <span class="jb-mark jb-proof jb-proof-none">
            <Icon name="unproved" />
            {t("proof_none")}
          </span>
          {t("proof_help_none")}
        </li>
        {BY_STRENGTH.map((kind) => (
          <li key={kind}>
            <span class={`jb-mark jb-proof jb-proof-${kind}`}>
              <Icon name={kind} />
              {t(`evidence_${kind}`)}
            </span>
            {t(`proof_help_${kind}`)}
          </li>
        ))}
        <li>{t("proof_help_attach")}</li>
      </ul>
    </>
  );
}
