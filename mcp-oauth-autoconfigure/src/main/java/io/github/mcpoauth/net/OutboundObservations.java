package io.github.mcpoauth.net;

import java.io.IOException;
import java.util.function.ToIntFunction;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes requests to other servers.
 *
 * @param registry what observes; it may observe nothing
 * @param operation what the requests ask for
 */
record OutboundObservations(ObservationRegistry registry, OutboundOperation operation) {

	private static final OutboundRequestConvention CONVENTION = new OutboundRequestConvention() {
	};

	/**
	 * Sends a request.
	 * @param host who is asked, or {@code null} if a stranger chose it
	 * @param request sends it
	 * @param status the status of an answer
	 */
	<T> T observe(@Nullable String host, Request<T> request, ToIntFunction<T> status) throws IOException {
		OutboundRequestContext context = new OutboundRequestContext(this.operation, host);
		Observation observation = OutboundRequestDocumentation.OUTBOUND_REQUEST
			.observation(null, CONVENTION, () -> context, this.registry)
			.start();
		try (Observation.Scope scope = observation.openScope()) {
			T answer = request.send();
			context.answered(status.applyAsInt(answer));
			return answer;
		}
		catch (IOException | RuntimeException ex) {
			fail(observation, context, ex);
			throw ex;
		}
		finally {
			observation.stop();
		}
	}

	/**
	 * The cause says why there is no answer; the message around it is the same for all.
	 */
	private static void fail(Observation observation, OutboundRequestContext context, Exception failure) {
		Throwable cause = (failure.getCause() != null) ? failure.getCause() : failure;
		if (cause instanceof UnexpectedStatusException answered) {
			context.answered(answered.status());
		}
		observation.error(cause);
	}

	/**
	 * A request and its answer.
	 *
	 * @param <T> the type of the answer
	 */
	@FunctionalInterface
	interface Request<T> {

		T send() throws IOException;

	}

}
