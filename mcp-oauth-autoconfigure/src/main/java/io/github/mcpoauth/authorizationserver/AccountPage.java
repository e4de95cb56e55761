package io.github.mcpoauth.authorizationserver;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;

import io.github.mcpoauth.authorizationserver.audience.TargetResource;
import io.github.mcpoauth.consent.ConsentPrompt;
import io.github.mcpoauth.registration.ClientIdUrl;
import io.github.mcpoauth.scope.ScopeCatalog;
import io.github.mcpoauth.web.HtmlPage;

/**
 * Shows grants in the words of the consent page, with the host that vouches for a client,
 * if one does, beside a name that anybody can choose.
 */
final class AccountPage {

	private static final HtmlPage PAGE = HtmlPage.of(AccountPage.class, "account.mustache");

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private final AuthorizationServerComponents server;

	AccountPage(AuthorizationServerComponents server) {
		this.server = server;
	}

	/** The name of this server for people. */
	String server() {
		return this.server.resources().first().name();
	}

	void write(HttpServletResponse response, String user, List<Grant> grants, CsrfToken csrf, boolean session)
			throws IOException {
		Map<String, Object> model = new HashMap<>();
		model.put("title", "Your account");
		model.put("user", user);
		model.put("server", server());
		model.put("grants", grants.stream().map(this::entry).toList());
		model.put("any", !grants.isEmpty());
		model.put("several", grants.size() > 1);
		model.put("both", grants.size() > 1 && session);
		model.put("session", session);
		model.put("action", this.server.urls().endpoint(EndpointPaths.ACCOUNT));
		model.put("logout", this.server.urls().endpoint(EndpointPaths.LOGOUT_CONFIRM));
		model.put("csrfParameter", csrf.getParameterName());
		model.put("csrfToken", csrf.getToken());
		PAGE.write(response, HttpStatus.OK, model);
	}

	private Map<String, Object> entry(Grant grant) {
		GrantKey key = grant.key();
		String name = grant.clientName();
		Map<String, Object> entry = new HashMap<>();
		entry.put("id", key.id());
		entry.put("client", (name != null) ? name : "An unnamed application");
		entry.put("clientHost", ClientIdUrl.hostOf(key.clientId()).orElse(null));
		entry.put("destination", key.redirectHost().replaceFirst("^https?://", ""));
		entry.put("local", key.redirectHost().startsWith("http:"));
		entry.put("resource", key.resource());
		entry.put("scopes", scopes(grant));
		entry.put("granted", words(grant.grantedAt()));
		entry.put("lastUsed", words(grant.lastUsed()));
		entry.put("sessions", sessions(grant.sessions()));
		entry.put("remembered", (grant.remembered() != null) ? words(grant.remembered().expiresAt()) : null);
		return entry;
	}

	private static String sessions(long count) {
		return switch ((int) count) {
			case 0 -> "None at the moment";
			case 1 -> "1 login";
			default -> count + " logins";
		};
	}

	private List<ConsentPrompt.RequestedScope> scopes(Grant grant) {
		TargetResource resource = this.server.resources().requested(new String[] { grant.key().resource() });
		ScopeCatalog catalog = (resource != null) ? resource.scopes() : this.server.resources().first().scopes();
		// In the catalog's order, and then what it does not know any more
		return Stream.concat(catalog.supported().stream().filter(grant.scopes()::contains), grant.scopes().stream())
			.distinct()
			.map((scope) -> ConsentPrompt.RequestedScope.of(scope, catalog.describe(scope)))
			.toList();
	}

	private static @Nullable String words(@Nullable Instant time) {
		return (time != null) ? TIME.format(time) : null;
	}

}
