using FimNet.MLNet.AutoML.Results;
using FimNet.MLNet.Tests;
using Microsoft.Playwright;

namespace FimNet.MLNet.AutoML.Tests.Results;

[TestClass]
public sealed class PageTests : IDisposable
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly PrivateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task The_page_of_an_experiment_shows_trials_options_and_curves_without_a_network()
    {
        string path = Path.Combine(_folder.Path, "trials.html");
        SampleResults.Create().SaveHtml(path, "Weave & more");
        await Visit(path, async page =>
        {
            Assert.AreEqual("Weave & more", await page.Locator("h1").InnerTextAsync());
            StringAssert.Contains(await page.Locator("#verdict").InnerTextAsync(), "Of 4 trials, trial 2 is the best: PixelAuRoc 0.95");
            string[] order = [.. await page.Locator("#trial-table tbody th").AllInnerTextsAsync()];
            CollectionAssert.AreEqual(new[] { "2 (best)", "0", "1", "3" }, order, "the best first");
            StringAssert.Contains(await page.Locator("#trial-table tbody tr").Nth(3).InnerTextAsync(), SampleResults.Reason);
            await page.GetByRole(AriaRole.Button, new() { Name = "Trial", Exact = true }).ClickAsync();
            CollectionAssert.AreEqual(new[] { "0", "1", "2 (best)", "3" }, (await page.Locator("#trial-table tbody th").AllInnerTextsAsync()).ToArray(), "headings sort");

            Assert.AreEqual(3, await page.Locator("#parallel polyline").CountAsync(), "a line each trial with a result");
            CollectionAssert.AreEqual(
                new[] { "LearningRate", "SmoothingSigma", "FeatureLevels", "PixelAuRoc" }, (await page.Locator("#parallel text.name").AllTextContentsAsync()).ToArray(), "an option that never differs has no axis");
            await page.Locator("#learning").ScrollIntoViewIfNeededAsync();
            await page.Locator("#learning canvas").WaitForAsync();
        });
    }

    [TestMethod]
    public async Task The_page_of_products_shows_what_each_reached_and_what_failed()
    {
        string path = Path.Combine(_folder.Path, "summary.html");
        using (var writer = new StreamWriter(path))
        {
            ProductPage.Write(writer, [new ProductResult("carpet", SampleResults.Create(), null), new ProductResult("tile", null, "No images.")]);
        }

        await Visit(path, async page =>
        {
            StringAssert.Contains(await page.Locator("#verdict").InnerTextAsync(), "1 product has a model, of 2");
            StringAssert.Contains(await page.Locator("#product-table tbody tr").First.InnerTextAsync(), "0.9500");
            StringAssert.Contains(await page.Locator("#product-table tbody tr").Last.InnerTextAsync(), "No images.");
        });
    }

    private static async Task Visit(string path, Func<IPage, Task> act)
    {
        if (Programs.FirstOrDefault(File.Exists) is not { } program)
        {
            Assert.Inconclusive($"No browser: install one, such as with 'apt-get install chromium'. Looked for {string.Join(", ", Programs)}.");
            return;
        }

        var complaints = new List<string>();
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox", "--disable-gpu"] });
        IPage page = await browser.NewPageAsync();
        string address = new Uri(path).AbsoluteUri;
        page.PageError += (_, error) => Note(error);
        page.Console += (_, message) => Note(message.Type is "error" or "warning" ? message.Text : "");
        page.Request += (_, request) => Note(request.Url == address ? "" : request.Url);
        await page.GotoAsync(address);
        await act(page);
        lock (complaints)
        {
            Assert.AreEqual("", string.Join('\n', complaints));
        }

        void Note(string text)
        {
            lock (complaints)
            {
                if (text.Length > 0)
                {
                    complaints.Add(text);
                }
            }
        }
    }
}
