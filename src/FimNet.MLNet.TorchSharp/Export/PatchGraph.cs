using static FimNet.MLNet.Export.OnnxGraphBuilder;

namespace FimNet.MLNet.Export;

/// <summary>
/// Cuts images into 64x64 patches and puts patches together again. Overlapping patches are cut as several grids, each shifted by
/// a multiple of the stride; where patches overlap, their mean counts.
/// </summary>
internal sealed class PatchGraph
{
    public const int PatchSize = 64;

    /// <summary>The name of the dimension that counts the patches of all images in a run.</summary>
    public const string Patches = "patches";

    private readonly int _width;
    private readonly int _height;
    private readonly Grid[] _grids;

    public PatchGraph(int imageWidth, int imageHeight, int stride)
    {
        _width = imageWidth;
        _height = imageHeight;
        _grids = Shifts(imageHeight, stride)
            .SelectMany(top => Shifts(imageWidth, stride).Select(left => new Grid(top, left, (imageHeight - top) / PatchSize, (imageWidth - left) / PatchSize)))
            .ToArray();
    }

    /// <summary>Images [batch, 3, H, W] to patches [batch x patches, 3, 64, 64].</summary>
    public string AppendCut(OnnxGraphBuilder graph, string images)
    {
        string[] cut = _grids.Select(grid => CutGrid(graph, images, grid)).ToArray();
        string patches = cut.Length == 1 ? cut[0] : graph.Node("Concat", cut, Attribute("axis", 1));
        return graph.Shaped(graph.Node("Reshape", [patches, graph.Integers(-1, 3, PatchSize, PatchSize)]), Patches, 3, PatchSize, PatchSize);
    }

    /// <summary>Patches [batch x patches, 3, 64, 64] to images [batch, 3, H, W].</summary>
    public string AppendReassembly(OnnxGraphBuilder graph, string patches) => graph.Shaped(Reassembled(graph, patches), "batch", 3, _height, _width);

    private string Reassembled(OnnxGraphBuilder graph, string patches)
    {
        if (_grids.Length == 1)
        {
            return JoinGrid(graph, patches, _grids[0]);
        }

        string perImage = graph.Node("Reshape", [patches, graph.Integers(-1, _grids.Sum(g => g.Rows * g.Columns), 3, PatchSize, PatchSize)]);
        string[] parts = graph.NodeWithOutputs(
            "Split", _grids.Length, [perImage, graph.Integers(_grids.Select(g => (long)g.Rows * g.Columns).ToArray())], Attribute("axis", 1));
        string sum = graph.Node("Sum", _grids.Select((grid, i) => PadGrid(graph, JoinGrid(graph, parts[i], grid), grid)));
        return graph.Node("Mul", [sum, graph.Initializer("patches.inverse_count", [1, 1, _height, _width], InverseCount())]);
    }

    private static IEnumerable<int> Shifts(int side, int stride)
    {
        for (int shift = 0; shift < PatchSize && side - shift >= PatchSize; shift += stride)
        {
            yield return shift;
        }
    }

    private string CutGrid(OnnxGraphBuilder graph, string images, Grid grid)
    {
        string region = grid.Covers(_width, _height)
            ? images
            : graph.Node("Slice", [images, graph.Integers(grid.Top, grid.Left), graph.Integers(grid.Bottom, grid.Right), graph.Integers(2, 3)]);
        string split = graph.Node("Reshape", [region, graph.Integers(-1, 3, grid.Rows, PatchSize, grid.Columns, PatchSize)]);
        string ordered = graph.Node("Transpose", [split], Attribute("perm", 0, 2, 4, 1, 3, 5));
        return graph.Node("Reshape", [ordered, graph.Integers(-1, grid.Rows * grid.Columns, 3, PatchSize, PatchSize)]);
    }

    private static string JoinGrid(OnnxGraphBuilder graph, string patches, Grid grid)
    {
        string split = graph.Node("Reshape", [patches, graph.Integers(-1, grid.Rows, grid.Columns, 3, PatchSize, PatchSize)]);
        string ordered = graph.Node("Transpose", [split], Attribute("perm", 0, 3, 1, 4, 2, 5));
        return graph.Node("Reshape", [ordered, graph.Integers(-1, 3, grid.Rows * PatchSize, grid.Columns * PatchSize)]);
    }

    private string PadGrid(OnnxGraphBuilder graph, string images, Grid grid) =>
        grid.Covers(_width, _height)
            ? images
            : graph.Node("Pad", [images, graph.Integers(0, 0, grid.Top, grid.Left, 0, 0, _height - grid.Bottom, _width - grid.Right)]);

    private float[] InverseCount()
    {
        var count = new float[_height * _width];
        foreach (Grid grid in _grids)
        {
            for (int y = grid.Top; y < grid.Bottom; y++)
            {
                for (int x = grid.Left; x < grid.Right; x++)
                {
                    count[y * _width + x]++;
                }
            }
        }

        return Array.ConvertAll(count, c => 1 / c);
    }

    private sealed record Grid(int Top, int Left, int Rows, int Columns)
    {
        public int Bottom => Top + Rows * PatchSize;

        public int Right => Left + Columns * PatchSize;

        public bool Covers(int width, int height) => Top == 0 && Left == 0 && Bottom == height && Right == width;
    }
}
