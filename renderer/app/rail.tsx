import type { ReactNode } from 'react';
import type { Review } from '../../shared/domain/review.ts';
import type { Profile } from '../../shared/domain/settings.ts';
import { formatCount } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { companyText, storeText } from '../state/profile-words.ts';
import { reviewOrigin } from '../state/review-words.ts';
import { useReview, useStore } from '../state/store.ts';
import {
  stepOf,
  stepStates,
  stepTitles,
  stepViews,
  viewTitles,
  type StepView,
  type View,
} from '../state/views.ts';

/** Two halves that meet: the two systems. */
function BrandMark() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      <path d="M5 1h9a5 5 0 015 5v-.5L1 18.5V6a5 5 0 014-5z" fill="var(--update)" />
      <path d="M19 5.5V15a4 4 0 01-4 4H5a4 4 0 01-4-1z" fill="var(--create)" />
    </svg>
  );
}

/** Whose customers these are. The wrong client is the worst mistake, so this never leaves the screen. */
function ProfileCard({ profile, onPress }: { readonly profile: Profile; readonly onPress: () => void }) {
  return (
    <button
      type="button"
      className="profile-card"
      data-colour={profile.colour}
      onClick={onPress}
      title="Open profiles"
    >
      <b>{profile.name}</b>
      <small>{storeText(profile)}</small>
      <small>{companyText(profile)}</small>
      {profile.demo ? <small>Demo: nothing real is touched</small> : null}
    </button>
  );
}

/** In the place of the profile: what is open belongs to somebody else, and leads nowhere but back. */
function ReviewCard({ review }: { readonly review: Review }) {
  const closeReview = useStore((state) => state.closeReview);
  return (
    <button type="button" className="profile-card" onClick={() => void closeReview()}>
      <b>Somebody else’s preview</b>
      <small>{review.redacted ? 'Redacted' : reviewOrigin(review)}</small>
      <small>Close it and go back</small>
    </button>
  );
}

function StepButton({ view, position }: { readonly view: StepView; readonly position: number }) {
  const current = useStore((state) => state.view);
  const overview = useStore((state) => state.overview);
  const activity = useStore((state) => state.status.activity);
  const isUndo = useStore((state) => state.undoOf !== null);
  const show = useStore((state) => state.show);
  if (overview === null) return null;
  const { state, count, countOf } = stepStates(overview)[view];
  const isRunning = view === 'run' && (activity === 'committing' || activity === 'stopping');
  const isReading = activity === 'preparing' && view === (isUndo ? 'history' : 'preview');
  const words = { done: ', done', trouble: ', needs attention', open: '' }[state];
  let dot: ReactNode = position;
  if (state === 'done') dot = <Icon name="check" />;
  if (state === 'trouble') dot = '!';
  return (
    <li>
      <button
        type="button"
        className="step"
        data-state={state}
        aria-current={stepOf(current) === view ? 'step' : undefined}
        onClick={() => show(view)}
      >
        <span className="step-dot" aria-hidden="true">
          {isRunning || isReading ? <span className="spinner" /> : dot}
        </span>
        <span>
          {stepTitles[view]}
          <span className="sr-only">{isRunning || isReading ? ', going on' : words}</span>
        </span>
        {count === 0 ? null : (
          <span className={state === 'trouble' ? 'count danger' : 'count'} title={`${count} ${countOf}`}>
            {formatCount(count)}
            <span className="sr-only"> {countOf}</span>
          </span>
        )}
      </button>
    </li>
  );
}

const footerViews: readonly View[] = ['home', 'profiles', 'help'];

export function Rail() {
  const view = useStore((state) => state.view);
  const overview = useStore((state) => state.overview);
  const show = useStore((state) => state.show);
  const review = useReview();
  const links = review === null ? footerViews : footerViews.filter((each) => each !== 'home');
  return (
    <nav className="rail" aria-label="Accord">
      <div className="brand">
        <BrandMark />
        Accord
      </div>
      {review === null ? null : <ReviewCard review={review} />}
      {overview === null || review !== null ? null : (
        <>
          <ProfileCard profile={overview.profile} onPress={() => show('profiles')} />
          <ol className="steps" aria-label="Steps">
            {stepViews.map((step, index) => (
              <StepButton key={step} view={step} position={index + 1} />
            ))}
          </ol>
        </>
      )}
      <footer>
        {links.map((each) => (
          <button
            key={each}
            type="button"
            className="rail-link"
            aria-current={view === each ? 'page' : undefined}
            onClick={() => show(each)}
          >
            {viewTitles[each]}
          </button>
        ))}
      </footer>
    </nav>
  );
}
