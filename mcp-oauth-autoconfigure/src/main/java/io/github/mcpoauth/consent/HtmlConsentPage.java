package io.github.mcpoauth.consent;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;

import io.github.mcpoauth.web.HtmlPage;

/**
 * The consent page that comes with the library.
 */
public final class HtmlConsentPage implements ConsentPage {

	private static final HtmlPage PAGE = HtmlPage.of(HtmlConsentPage.class, "consent.mustache");

	private final Set<String> applicationSchemes;

	/**
	 * Makes the page.
	 * @param applicationSchemes URI schemes that an approval may lead to besides https
	 * and the one of the redirect URI
	 */
	public HtmlConsentPage(Set<String> applicationSchemes) {
		this.applicationSchemes = new TreeSet<>(applicationSchemes);
	}

	@Override
	public void write(ConsentPrompt prompt, HttpServletResponse response) throws IOException {
		String client = (prompt.clientName() != null) ? prompt.clientName() : "An unnamed application";
		Map<String, Object> model = new HashMap<>();
		model.put("title", "Allow access?");
		model.put("client", client);
		model.put("clientHost", prompt.clientHost());
		// What listens on this machine, or has claimed the scheme, is not the host's to
		// say
		model.put("vouched", prompt.clientHost() != null && prompt.redirectUri().scheme().equals("https"));
		model.put("user", prompt.user());
		model.put("server", prompt.server());
		model.put("resource", prompt.resource());
		model.put("destination", prompt.redirectUri().destination());
		model.put("local", prompt.redirectUri().isLoopback());
		model.put("scopes", prompt.scopes());
		addMemory(model, prompt.memory());
		model.put("action", prompt.transaction().action());
		model.put("clientId", prompt.transaction().clientId());
		model.put("state", prompt.transaction().state());
		model.put("csrfParameter", prompt.transaction().csrfParameter());
		model.put("csrfToken", prompt.transaction().csrfToken());
		PAGE.write(response, HttpStatus.OK, model, FormTargets.of(prompt.redirectUri(), this.applicationSchemes));
	}

	private static void addMemory(Map<String, Object> model, ConsentPrompt.Memory memory) {
		if (memory.timeToLive() != null) {
			model.put("remembered", words(memory.timeToLive()));
		}
		model.put("imitable", memory.imitable());
		model.put("account", memory.account());
	}

	private static String words(Duration duration) {
		for (ChronoUnit unit : List.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES)) {
			long count = duration.dividedBy(unit.getDuration());
			if (count > 1) {
				return count + " " + unit.name().toLowerCase(Locale.ROOT);
			}
		}
		return duration.toSeconds() + " seconds";
	}

}
