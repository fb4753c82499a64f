using FimNet.MLNet.Export;

namespace FimNet.MLNet.Statistics;

/// <summary>
/// Which pixels of a map share a place: those at the same position of their patches, if the patches lie at the same borders of the image or at none. What convolutions make of the zeros beyond a border
/// is the same for all of them.
/// </summary>
internal sealed class MapPlaces
{
    private readonly int[] _ofPixels;

    /// <param name="width">Of the map, a multiple of 64.</param>
    /// <param name="height">Of the map, a multiple of 64.</param>
    public MapPlaces(int width, int height)
    {
        int[] columns = AlongAxis(width), rows = AlongAxis(height);
        int perRow = columns.Max() + 1;
        _ofPixels = [.. rows.SelectMany(_ => columns, (row, column) => row * perRow + column)];
        Count = perRow * (rows.Max() + 1);
    }

    public int Count { get; }

    /// <summary>The place of each pixel, row by row, below <see cref="Count"/>.</summary>
    public ReadOnlySpan<int> OfPixels => _ofPixels;

    /// <summary>The first patch, the last, and all between them as one, where there are so many.</summary>
    private static int[] AlongAxis(int length)
    {
        int last = length / PatchGraph.PatchSize - 1;
        return [.. Enumerable.Range(0, length).Select(i =>
        {
            int patch = i / PatchGraph.PatchSize;
            int kind = patch == 0 ? 0 : patch == last ? Math.Min(last, 2) : 1;
            return kind * PatchGraph.PatchSize + i % PatchGraph.PatchSize;
        })];
    }
}
