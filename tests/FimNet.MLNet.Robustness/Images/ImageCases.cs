using FimNet.MLNet.Imaging;

namespace FimNet.MLNet.Robustness.Images;

/// <summary>Image files: sound ones of every kind, cut ones, ones with bits flipped, and names and headers that promise what is not there.</summary>
internal sealed class ImageCases : IDisposable
{
    private const int Seed = 20261124;
    private const int CutsOfFormat = 4000;
    private const int FlipsOfFormat = 3000;

    private readonly FileCases _files = new();

    public IEnumerable<CaseClass> All()
    {
        IReadOnlyList<Picture> pictures = Pictures.All();
        yield return new("images of every kind, whole", pictures.Count, i => Whole(pictures[i]));
        foreach (IGrouping<string, Picture> format in pictures.GroupBy(picture => picture.Format))
        {
            Picture[] kinds = [.. format];
            yield return new CaseClass($"{format.Key}, cut at every byte", kinds.Sum(kind => kind.File.Length), place => Cut(kinds, place)).Take(CutsOfFormat);
            yield return new($"{format.Key}, bits flipped", FlipsOfFormat, i => Read(Flipped(kinds[i % kinds.Length].File, i), kinds[i % kinds.Length]), MayDiffer: true);
        }

        IReadOnlyList<byte[]> claims = HugeClaims.All();
        yield return new("headers that claim huge pictures", claims.Count, i => Read(claims[i], pictures[0]));
        foreach (CaseClass cases in _files.All())
        {
            yield return cases;
        }
    }

    public void Dispose() => _files.Dispose();

    private static Outcome Whole(Picture picture)
    {
        picture.Require(Decode(picture.File));
        return Outcome.Equal;
    }

    /// <summary>A file may lack padding at its end, or frames behind its first; what decodes must be the whole picture.</summary>
    private static Outcome Cut(Picture[] kinds, int place)
    {
        int kind = 0;
        for (; place >= kinds[kind].File.Length; kind++)
        {
            place -= kinds[kind].File.Length;
        }

        return Read(kinds[kind].File[..place], kinds[kind]);
    }

    private static byte[] Flipped(byte[] file, int number)
    {
        var random = new Random(unchecked(Seed + 104_729 * number));
        byte[] copy = [.. file];
        for (int left = random.Next(1, 5); left > 0; left--)
        {
            copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));
        }

        return copy;
    }

    private static Outcome Read(byte[] file, Picture sound)
    {
        try
        {
            RgbImage image = Decode(file);
            return image.Pixels.SequenceEqual(Decode(sound.File).Pixels) ? Outcome.Equal : Outcome.Other;
        }
        catch (ImageReadException)
        {
            return Outcome.Refused;
        }
    }

    private static RgbImage Decode(byte[] file) => ImageDecoder.Decode(file, "the case", ImageLimits.Default);
}
