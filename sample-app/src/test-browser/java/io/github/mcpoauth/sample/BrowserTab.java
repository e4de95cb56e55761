package io.github.mcpoauth.sample;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/**
 * A tab that remembers where it sent requests and what went wrong. People find fields by
 * their labels and buttons by their names, and so does it.
 */
final class BrowserTab implements AutoCloseable {

	private final BrowserContext context;

	private final Page page;

	private final Set<String> contacted = new TreeSet<>();

	private final List<String> problems = new ArrayList<>();

	BrowserTab(BrowserContext context) {
		this.context = context;
		context.onRequest((request) -> this.contacted.add(origin(request.url())));
		context.onRequestFailed((request) -> this.problems.add(request.url() + ": " + request.failure()));
		context.onConsoleMessage((message) -> {
			if (Set.of("error", "warning").contains(message.type())) {
				this.problems.add(message.text());
			}
		});
		context.onWebError((error) -> this.problems.add(error.error()));
		this.page = context.newPage();
	}

	private static String origin(String url) {
		URI uri = URI.create(url);
		return (uri.getAuthority() != null) ? uri.getScheme() + "://" + uri.getAuthority() : uri.getScheme() + ":";
	}

	BrowserTab open(Object url) {
		this.page.navigate(url.toString());
		return this;
	}

	BrowserTab login() {
		signIn();
		this.page.waitForURL(Pattern.compile(".*/oauth2/consent\\?.*"));
		return this;
	}

	/** Signs in, wherever that leads to. */
	BrowserTab signIn() {
		this.page.getByLabel("User name").fill("alice");
		this.page.getByLabel("Password").fill("wonderland");
		return press("Sign in");
	}

	BrowserTab allow() {
		return press("Allow");
	}

	BrowserTab press(String button) {
		this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).click();
		return this;
	}

	/**
	 * Waits until the tab is there; this is where a form that does nothing is noticed.
	 */
	void arrivesAt(String url) {
		this.page.waitForURL(Pattern.compile(Pattern.quote(url) + "(\\?.*)?"));
	}

	Page page() {
		return this.page;
	}

	Set<String> contacted() {
		return this.contacted;
	}

	List<String> problems() {
		return this.problems;
	}

	@Override
	public void close() {
		this.context.close();
	}

}
