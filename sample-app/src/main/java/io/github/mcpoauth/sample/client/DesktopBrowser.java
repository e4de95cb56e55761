package io.github.mcpoauth.sample.client;

import java.awt.Desktop;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;

/**
 * The user's own browser. The URL is printed too, for machines that have none.
 */
final class DesktopBrowser implements Browser {

	private final PrintStream out;

	DesktopBrowser(PrintStream out) {
		this.out = out;
	}

	@Override
	public void open(URI uri) {
		this.out.printf("%n  Log in and allow access in your browser:%n  %s%n%n", uri);
		if (!Desktop.isDesktopSupported() || !Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
			return;
		}
		try {
			Desktop.getDesktop().browse(uri);
		}
		catch (IOException ex) {
			this.out.printf("  The browser didn't open: %s%n", ex.getMessage());
		}
	}

}
