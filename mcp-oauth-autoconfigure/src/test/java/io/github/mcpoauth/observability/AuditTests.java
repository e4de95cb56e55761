package io.github.mcpoauth.observability;

import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.event.OAuthEventPublisher;
import io.github.mcpoauth.event.UserRefused;
import io.github.mcpoauth.support.Audited;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Events as operators find them: in Spring Boot's audit log and in the log.
 */
@ExtendWith(OutputCaptureExtension.class)
class AuditTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=auditevents";

	/**
	 * Levels are of all applications in the virtual machine, so each test says its own.
	 */
	private static final String LOGGED = "logging.level.io.github.mcpoauth.audit=info";

	private static final Class<?>[] SOURCES = { TestApplication.class, Audited.class };

	@RegisterExtension
	static final TestServer server = TestServer.start(SOURCES, EXPOSED);

	@RegisterExtension
	static final FacadeServer facade = FacadeServer.start(SOURCES, EXPOSED);

	private static List<Map<String, Object>> audited(TestServer application, String type) {
		return JsonPath.read(Audited.actuator(application, "auditevents?type=" + type), "$.events");
	}

	@Test
	void auditeventsWhenUserLogsInThenShowsWhoWhatAndFromWhere() {
		OAuthFlow flow = OAuthFlow.register(server);
		flow.tokens();
		String prefix = flow.clientId().substring(0, 24) + "*";
		assertThat(audited(server, "MCP_OAUTH_TOKENS_ISSUED"))
			.filteredOn((event) -> data(event).get("client_id").equals(prefix))
			.singleElement()
			.satisfies((event) -> assertThat(event).containsEntry("principal", "alice"))
			.satisfies((event) -> assertThat(data(event)).containsEntry("client_name", "A test client")
				.containsEntry("resource", server.url("/mcp"))
				.containsEntry("grant_type", "authorization_code")
				.containsEntry("remote_address", "127.0.0.1"));
		assertThat(audited(server, "MCP_OAUTH_CLIENT_REGISTERED"))
			.filteredOn((event) -> event.get("principal").equals(prefix))
			.singleElement()
			.satisfies((event) -> assertThat(data(event)).containsEntry("redirect_hosts", "127.0.0.1:4567")
				.containsEntry("confidential", false));
	}

	@Test
	void auditeventsWhenFacadeThenTheSame() {
		FacadeFlow flow = FacadeFlow.register(facade.server());
		flow.tokens(facade.server());
		assertThat(audited(facade.server(), "MCP_OAUTH_CONSENT_GIVEN")).singleElement()
			.satisfies((event) -> assertThat(data(event)).containsEntry("redirect_host", "127.0.0.1:4567")
				.containsEntry("remembered", false));
		assertThat(audited(facade.server(), "MCP_OAUTH_TOKENS_ISSUED")).singleElement()
			.satisfies((event) -> assertThat(event).containsEntry("principal", "alice"));
	}

	@Test
	void logWhenUserLogsInThenOneLineForEachEvent(CapturedOutput output) {
		try (TestServer logging = TestServer.start(LOGGED)) {
			OAuthFlow.register(logging).tokens();
		}
		assertThat(lines(output)).hasSize(3)
			.allMatch((line) -> line.contains("INFO") && line.contains("remote_address=\"127.0.0.1\""))
			.last()
			.asString()
			.contains("MCP_OAUTH_TOKENS_ISSUED user=\"alice\" client_id=\"", "\" client_name=\"A test client\"",
					"grant_type=\"authorization_code\"");
	}

	/** A name is anybody's text: it may not end the line and write the next one. */
	@Test
	void logWhenNameIsALineOfItsOwnThenStillOneLine(CapturedOutput output) {
		try (TestServer logging = TestServer.start(LOGGED)) {
			logging.bean(OAuthEventPublisher.class)
				.publish(new UserRefused("a\"\nMCP_OAUTH_TOKENS_ISSUED user=\"mallory", null, UserRefused.Step.LOGIN));
		}
		assertThat(lines(output)).singleElement()
			.asString()
			.contains("MCP_OAUTH_USER_REFUSED user=\"a' MCP_OAUTH_TOKENS_ISSUED user='mallory\" step=\"login\"");
	}

	@Test
	void logWhenLoggerIsOffThenNothing(CapturedOutput output) {
		try (TestServer silent = TestServer.start("logging.level.io.github.mcpoauth.audit=off")) {
			OAuthFlow.register(silent).tokens();
		}
		assertThat(lines(output)).isEmpty();
	}

	private static List<String> lines(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains("MCP_OAUTH_")).toList();
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> data(Map<String, Object> event) {
		return (Map<String, Object>) event.get("data");
	}

}
