import { Component, type ReactNode } from 'react';
import { describeError } from '../../shared/domain/error-catalogue.ts';
import { Button } from '../kit/button.tsx';
import { EmptyState } from '../kit/page.tsx';

interface Props {
  readonly children: ReactNode;
}

/** The last resort: a fault in a screen shows a sentence and a way back instead of nothing. React asks for a class here. */
export class ErrorBoundary extends Component<Props, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    const { title, text } = describeError('INTERNAL');
    return (
      <div role="alert">
        <EmptyState
          title={title}
          actions={
            <Button kind="primary" onPress={() => window.location.reload()}>
              Open this window again
            </Button>
          }
        >
          {text} What was written is recorded; nothing is lost by opening the window again.
        </EmptyState>
      </div>
    );
  }
}
