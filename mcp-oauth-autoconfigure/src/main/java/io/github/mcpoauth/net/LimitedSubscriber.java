package io.github.mcpoauth.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscription;

import org.jspecify.annotations.Nullable;

/**
 * Collects a body and stops at a limit, whatever length the server announced. The JDK has
 * this from version 25 on ({@code BodyHandlers.limiting}).
 */
final class LimitedSubscriber implements BodySubscriber<byte[]> {

	private final CompletableFuture<byte[]> body = new CompletableFuture<>();

	private final ByteArrayOutputStream received = new ByteArrayOutputStream();

	private final int limit;

	private @Nullable Subscription subscription;

	private volatile boolean exceeded;

	LimitedSubscriber(int limit) {
		this.limit = limit;
	}

	/**
	 * Whether the limit is why there is no body. The exchange may fail with another error
	 * then: stopping it is one as well.
	 */
	boolean isExceeded() {
		return this.exceeded;
	}

	@Override
	public CompletableFuture<byte[]> getBody() {
		return this.body;
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.subscription = subscription;
		subscription.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		for (ByteBuffer buffer : buffers) {
			if (this.received.size() + buffer.remaining() > this.limit) {
				refuse();
				return;
			}
			byte[] bytes = new byte[buffer.remaining()];
			buffer.get(bytes);
			this.received.writeBytes(bytes);
		}
	}

	private void refuse() {
		this.exceeded = true;
		// Before cancelling: that is an error as well, with a message that explains
		// nothing
		this.body.completeExceptionally(new IOException("more than " + this.limit + " bytes"));
		if (this.subscription != null) {
			this.subscription.cancel();
		}
	}

	@Override
	public void onError(Throwable failure) {
		this.body.completeExceptionally(failure);
	}

	@Override
	public void onComplete() {
		this.body.complete(this.received.toByteArray());
	}

}
