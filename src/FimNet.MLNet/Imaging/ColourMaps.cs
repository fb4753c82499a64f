namespace FimNet.MLNet.Imaging;

/// <summary>The published colour maps: every fifth of a map's 256 entries. What lies between is within two grey levels of the published entries.</summary>
internal static class ColourMaps
{
    private static readonly ColourRamp Inferno = new(
        "00000402020c0504170a072210092d160b391e0c45260c512f0a5b380962400a67490b6a510e6c" +
        "59106e61136e69166e71196e781c6d801f6c88226a902568982766a02a63a82e5fb0315bb73557" +
        "bf3952c63d4dcc4248d34743d94d3ddf5337e45a31e9612bed6925f1711ff47918f78212f98b0b" +
        "fa9407fb9d07fca60cfcb014fbba1ffac42af8cd37f6d746f4e156f2ea69f2f27df5f992fcffa4");

    private static readonly ColourRamp Viridis = new(
        "44015446085c471063481769481d6f482475472a7a46307e453781433d844142873f48893d4e8a" +
        "3a538b38598c355e8d33638d31688e2e6d8e2c718e2a768e297b8e27808e25848e23898e218e8d" +
        "20928c1f978b1e9c891fa18821a58524aa8328ae802eb37c35b7793dbc7446c06f50c46a5ac864" +
        "65cb5e70cf577cd25089d54895d840a2da37b0dd2fbddf26cae11fd8e219e5e419f1e51dfde725");

    private static readonly ColourRamp Turbo = new(
        "30123b36215f3b2f803f3e9c424bb54559cb4666dd4773eb4680f6458cfd4099ff38a5fb2fb2f4" +
        "27bee91fc9dd1ad4d018ddc21ae4b622ebaa2ff19b3ff68a52fa7a65fd6979fe598bff4b9cfe40" +
        "a9fb39b7f735c3f134d0ea34dbe236e5d938eecf3af5c53afaba39fdae35fea130fe932afc8423" +
        "f9751df46617ef5811e84b0ce14109d83706ce2d04c32503b71d02a916019b0f018b09027a0403");

    /// <exception cref="ArgumentOutOfRangeException">There is no such colour map.</exception>
    public static ColourRamp Of(ColourMap colours) => colours switch
    {
        ColourMap.Inferno => Inferno,
        ColourMap.Viridis => Viridis,
        ColourMap.Turbo => Turbo,
        _ => throw new ArgumentOutOfRangeException(nameof(colours), colours, "colours must be Inferno, Viridis or Turbo."),
    };
}
