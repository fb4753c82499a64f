using Microsoft.Playwright;

namespace FimNet.MLNet.Tests.Reports;

/// <summary>The machine's own browser, opening pages from files one after another in the same tab, since a tab takes longer to open than a page.</summary>
internal sealed class PageBrowser : IAsyncDisposable
{
    // Milliseconds: a busy machine is slow, a broken page stays so.
    private const int Patience = 30_000;

    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private readonly List<string> _complaints = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private IPage? _page;
    private string _address = "";

    /// <summary>Starts a browser; where there is none, every visit is inconclusive.</summary>
    public static async Task<PageBrowser> StartAsync()
    {
        var started = new PageBrowser();
        if (Programs.FirstOrDefault(File.Exists) is { } program)
        {
            started._playwright = await Playwright.CreateAsync();
            started._browser = await started._playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox", "--disable-gpu"] });
            started._page = await started._browser.NewPageAsync();
            started.Listen(started._page);
        }

        return started;
    }

    /// <summary>Opens a page, acts on it, and fails when the page did anything that a file must not do.</summary>
    public async Task VisitAsync(string file, Func<IPage, Task> act, int width = 1280)
    {
        IReadOnlyList<string> complaints = await ComplaintsAsync(file, act, width);
        Assert.AreEqual("", string.Join('\n', complaints));
    }

    /// <summary>The page's errors and warnings, its dialogs, and its requests other than for itself.</summary>
    public async Task<IReadOnlyList<string>> ComplaintsAsync(string file, Func<IPage, Task> act, int width = 1280)
    {
        if (_page is null)
        {
            Assert.Inconclusive($"No browser: install one, such as with 'apt-get install chromium'. Looked for {string.Join(", ", Programs)}.");
        }

        await _page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, Media = Media.Screen });
        await _page.SetViewportSizeAsync(width, 720);
        lock (_complaints)
        {
            _complaints.Clear();
            _address = new Uri(file).AbsoluteUri;
        }

        await _page.GotoAsync(_address);
        await act(_page);
        lock (_complaints)
        {
            return [.. _complaints];
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private void Listen(IPage page)
    {
        page.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        page.Console += (_, message) => Note(message.Type is "error" or "warning", $"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Note(true, error);
        page.Request += (_, request) => Note(request.Url.Split('#')[0] != _address, $"request: {request.Url}");
        page.Dialog += (_, dialog) =>
        {
            Note(true, $"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
    }

    // Playwright raises events on threads of its own.
    private void Note(bool isComplaint, string text)
    {
        lock (_complaints)
        {
            if (isComplaint)
            {
                _complaints.Add(text);
            }
        }
    }
}
