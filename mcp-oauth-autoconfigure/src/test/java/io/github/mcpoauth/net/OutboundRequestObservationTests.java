package io.github.mcpoauth.net;

import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.mcpoauth.support.DocumentServer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * What observers are told of requests to other servers.
 */
class OutboundRequestObservationTests {

	@RegisterExtension
	static final DocumentServer documents = DocumentServer.start();

	private final WireMockServer server = new WireMockServer(WireMockConfiguration.options().dynamicPort());

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final List<Observation.Context> observed = new ArrayList<>();

	private final HttpFetcher fetcher = new HttpFetcher(this.registry).forOperation(OutboundOperation.JWKS);

	@BeforeEach
	void start() {
		this.server.start();
		this.registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

			@Override
			public void onStop(Observation.Context context) {
				OutboundRequestObservationTests.this.observed.add(context);
			}

		});
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@ParameterizedTest
	@CsvSource({ "200, success", "400, refused", "404, refused", "302, failed", "500, failed", "503, failed" })
	void getWhenAnsweredThenOutcomeIsTheStatus(int status, String outcome) throws Exception {
		answer(status);
		this.fetcher.get(uri(), Map.of(), 100);
		assertObserved(outcome, "localhost", String.valueOf(status));
		assertThat(context().getError()).isNull();
		assertThat(context().getContextualName()).isEqualTo("mcp oauth jwks");
	}

	@Test
	void getWhenNobodyListensThenUnreachableAndTheErrorSaysWhy() {
		URI uri = uri();
		this.server.stop();
		assertThatIOException().isThrownBy(() -> this.fetcher.fetchJson(uri, 100));
		assertObserved("unreachable", "localhost", "none");
		assertThat(context().getError()).isInstanceOf(ConnectException.class);
	}

	@Test
	void fetchWhenAnswerIsTooLongThenUnreachableAndTheErrorSaysWhy() {
		this.server.stubFor(any(anyUrl()).willReturn(aResponse().withBody("0123456789")));
		assertThatIOException().isThrownBy(() -> this.fetcher.fetchJson(uri(), 9));
		assertObserved("unreachable", "localhost", "none");
		assertThat(context().getError()).hasMessage("more than 9 bytes");
	}

	/** Of whom a client told, the host is in no tag: there are as many as it likes. */
	@Test
	void fetchWhenClientChoseTheServerThenStatusWithoutHost() throws Exception {
		GuardedFetcher guarded = new GuardedFetcher(this.registry, 4, true);
		documents.serve("/client", "{}");
		guarded.fetchJson(OutboundOperation.CLIENT_DOCUMENT, URI.create(documents.url("/client")), 100);
		assertObserved("success", "none", "200");
		documents.handle("/gone", (exchange) -> {
			exchange.sendResponseHeaders(410, -1);
			exchange.close();
		});
		assertThatIOException().isThrownBy(
				() -> guarded.fetchJson(OutboundOperation.CLIENT_DOCUMENT, URI.create(documents.url("/gone")), 100));
		assertObserved("refused", "none", "410");
		assertThat(context().getError()).isInstanceOf(UnexpectedStatusException.class);
		assertThat(context().getContextualName()).isEqualTo("mcp oauth client document");
	}

	private void answer(int status) {
		this.server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));
	}

	private URI uri() {
		return URI.create(this.server.url("/"));
	}

	private Observation.Context context() {
		return this.observed.get(this.observed.size() - 1);
	}

	private void assertObserved(String outcome, String host, String status) {
		assertThat(context().getName()).isEqualTo("mcp.oauth.outbound.requests");
		assertThat(context().getLowCardinalityKeyValue("outcome").getValue()).isEqualTo(outcome);
		assertThat(context().getLowCardinalityKeyValue("server.address").getValue()).isEqualTo(host);
		assertThat(context().getHighCardinalityKeyValue("http.response.status_code").getValue()).isEqualTo(status);
	}

}
