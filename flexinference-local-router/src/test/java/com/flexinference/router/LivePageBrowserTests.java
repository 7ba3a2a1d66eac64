package com.flexinference.router;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import com.flexinference.router.internal.live.LivePage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LivePage} in Chromium, or in the executable that
 * {@code -Dbrowser=chrome} names. Leaves screenshots in {@code target}.
 */
@Tag("browser")
class LivePageBrowserTests {

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().capacity(1).build().start();

	private final RouterClient client = new RouterClient(this.router);

	@Test
	void pageShowsLiveWhatHappens() throws IOException {
		try (Browser browser = Browser.open(System.getProperty("browser", "chromium"), this.router.pageUrl())) {
			browser.await("document.querySelector('#state.live')");
			assertThat(browser.evaluate("document.querySelector('#empty').innerText"))
				.contains(this.router.baseUrl().toString());
			this.client.post("/responses", "{'model':'gpt-5','input':'Hi','start_within':'00h-00m-30s'}");
			assertThat(browser.await("document.querySelector('tr.flex')?.innerText")).contains("responses", "gpt-5",
					"00h-00m-30s", "flex", "flex_won", "$0.00");
			this.client.post("/responses", "{'model':'<img src=x>','input':'Hi','start_within':'priority'}");
			assertThat(browser.await("document.querySelector('tr.priority')?.innerText")).contains("<img src=x>");
			this.client.post("/messages", "{'model':'claude-opus-4-8','messages':[],'start_within':'00h-00m-30s'}");
			assertThat(browser.await("document.querySelector('tr.refused')?.innerText")).contains("400",
					"flex_unsupported_for_anthropic");
			showStream(browser);
			assertThat(browser.evaluate("document.querySelector('#requests').innerText")).isEqualTo("4");
			assertThat(browser.evaluate("document.querySelector('#share').innerText")).isEqualTo("100 %");
			assertThat(browser.evaluate("document.querySelector('#saved').innerText")).startsWith("$0.0");
			assertThat(browser.evaluate("document.body.innerText")).doesNotContain("flex_live_test");
			showBothColorSchemes(browser);
			assertThat(browser.problems()).isEmpty();
			this.router.close();
			browser.await("document.querySelector('#state').innerText === 'not connected'");
		}
	}

	private void showStream(Browser browser) throws IOException {
		try (InputStream stream = this.client.open("/chat/completions",
				"{'model':'gpt-5-nano','messages':[{'role':'user','content':'Count to 10000'}],"
						+ "'start_within':'default','stream':true}")) {
			assertThat(stream.read()).isEqualTo('d');
			assertThat(browser.await("document.querySelector('tr.standard')?.innerText")).contains("stream")
				.doesNotContain("cut off");
		}
		browser.await("document.querySelector('tr.standard')?.innerText.includes('cut off')");
	}

	private void showBothColorSchemes(Browser browser) throws IOException {
		String color = "getComputedStyle(document.body).backgroundColor";
		browser.prefer("light");
		String light = browser.evaluate(color);
		browser.screenshot(Path.of("target/live-light.png"));
		browser.prefer("dark");
		assertThat(browser.evaluate(color)).isNotEqualTo(light);
		browser.screenshot(Path.of("target/live-dark.png"));
	}

}
