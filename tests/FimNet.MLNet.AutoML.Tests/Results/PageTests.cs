using FimNet.MLNet.AutoML.Results;
using FimNet.MLNet.Tests;
using FimNet.MLNet.Tests.Reports;
using Microsoft.Playwright;

namespace FimNet.MLNet.AutoML.Tests.Results;

[TestClass]
public sealed class PageTests : IDisposable
{
    private readonly PrivateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task The_page_of_an_experiment_shows_trials_options_and_curves_without_a_network()
    {
        string path = Path.Combine(_folder.Path, "trials.html");
        SampleResults.Create().SaveHtml(path, "Weave & more");
        await using PageBrowser browser = await PageBrowser.StartAsync();
        await browser.VisitAsync(path, async page =>
        {
            Assert.AreEqual("Weave & more", await page.Locator("h1").InnerTextAsync());
            StringAssert.Contains(await page.Locator("#verdict").InnerTextAsync(), "Of 4 trials, trial 2 is the best: PixelAuRoc 0.95");
            string[] order = [.. await page.Locator("#trial-table tbody th").AllInnerTextsAsync()];
            CollectionAssert.AreEqual(new[] { "1", "2 (best)", "0", "3" }, order, "by their metric; a paused one is not called the best");
            StringAssert.Contains(await page.Locator("#trial-table tbody tr").Nth(3).InnerTextAsync(), SampleResults.Reason);
            await page.GetByRole(AriaRole.Button, new() { Name = "Trial", Exact = true }).ClickAsync();
            CollectionAssert.AreEqual(new[] { "0", "1", "2 (best)", "3" }, (await page.Locator("#trial-table tbody th").AllInnerTextsAsync()).ToArray(), "headings sort");

            Assert.AreEqual(3, await page.Locator("#parallel polyline").CountAsync(), "a line each trial with a result");
            CollectionAssert.AreEqual(
                new[] { "LearningRate", "SmoothingSigma", "FeatureLevels", "PixelAuRoc" }, (await page.Locator("#parallel text.name").AllTextContentsAsync()).ToArray(), "an option that never differs has no axis");
            Assert.IsLessThan(600, (await page.Locator("#parallel svg").BoundingBoxAsync())!.Height, "as large as its text is to be");
            await page.Locator("#learning").ScrollIntoViewIfNeededAsync();
            await page.Locator("#learning canvas").WaitForAsync();
        });
    }

    [TestMethod]
    public async Task A_trial_without_a_result_is_the_last_also_where_low_is_good()
    {
        string path = Path.Combine(_folder.Path, "trials.html");
        SampleResults.Create(metric: FimNetMetric.FalseAlarmRate(0.01)).SaveHtml(path);
        await using PageBrowser browser = await PageBrowser.StartAsync();
        await browser.VisitAsync(path, async page =>
            Assert.AreEqual("3", (await page.Locator("#trial-table tbody th").AllInnerTextsAsync())[^1]));
    }

    [TestMethod]
    public async Task A_page_of_one_trial_compares_nothing()
    {
        string path = Path.Combine(_folder.Path, "trials.html");
        SampleResults.Create(trials: 1).SaveHtml(path);
        await using PageBrowser browser = await PageBrowser.StartAsync();
        await browser.VisitAsync(path, async page =>
            CollectionAssert.AreEqual(new[] { "Leaderboard", "Learning curves" }, (await page.Locator("#sections a").AllInnerTextsAsync()).ToArray()));
    }

    [TestMethod]
    public async Task The_page_of_products_shows_what_each_reached_and_what_failed()
    {
        string path = Path.Combine(_folder.Path, "summary.html");
        using (var writer = new StreamWriter(path))
        {
            ProductPage.Write(writer, [new ProductResult("carpet", SampleResults.Create(), null), new ProductResult("tile", null, "No images.")]);
        }

        await using PageBrowser browser = await PageBrowser.StartAsync();
        await browser.VisitAsync(path, async page =>
        {
            StringAssert.Contains(await page.Locator("#verdict").InnerTextAsync(), "1 product has a model, of 2");
            StringAssert.Contains(await page.Locator("#product-table tbody tr").First.InnerTextAsync(), "0.9500");
            StringAssert.Contains(await page.Locator("#product-table tbody tr").Last.InnerTextAsync(), "No images.");
        });
    }
}
