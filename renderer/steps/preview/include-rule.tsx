/** What a tick on a company means for everything below it. */
export function IncludeRule() {
  return (
    <p className="muted">
      The tick of a company goes for all of it: its locations, contacts and roles are written with it, or left
      alone with it. What is proposed inside stays off until you approve it there, and a part that cannot be
      written does not hold up the others.
    </p>
  );
}
